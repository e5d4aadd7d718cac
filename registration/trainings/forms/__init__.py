"""Forms of trainings: they know shapes, the services know rules."""
