"""What the Help menu opens: the computer check and the licences."""
