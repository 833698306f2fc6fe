"""What the Help menu opens: help, tour, computer check, log and licences."""
