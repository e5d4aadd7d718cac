"""What the things of partners are called, in forms and in the history: a module for each kind of thing."""
