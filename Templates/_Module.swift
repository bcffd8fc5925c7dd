// Home of the built-in templates.
