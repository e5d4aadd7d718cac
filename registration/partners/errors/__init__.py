"""What the services of partners refuse, by name: a module for each kind of thing."""
