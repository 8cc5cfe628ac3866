"""Room 2, how events come in and go out: files in, an event table and a list of problems out."""
