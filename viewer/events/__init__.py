"""Room 1, what an event is: dates with the precision they have, records, vocabularies, the table, the query."""
