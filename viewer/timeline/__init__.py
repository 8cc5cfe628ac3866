"""Room 4, where each event goes in the picture: arrays in, a Scene out; no Qt, no files, no clock."""
