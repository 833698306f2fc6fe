"""Every speed or accuracy figure that the README quotes, as a script that prints it."""
