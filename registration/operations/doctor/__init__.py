"""`flask doctor`: looks at everything that an installation needs, says what is wrong and what helps."""
