"""Room 5, what the reader is looking at and doing: one view, one store, commands, settings; no Qt."""
