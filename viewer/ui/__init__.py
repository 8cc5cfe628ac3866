"""Room 6, how it looks and how it is touched: all Qt is here, and no rule lives here."""
