"""The Photo page: opening a photo and showing step by step how its digits are found."""
