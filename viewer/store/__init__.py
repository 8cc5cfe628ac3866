"""Room 3, where the events are and how they are asked: questions in, arrays and counts and records out."""
