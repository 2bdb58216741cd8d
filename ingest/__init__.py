"""A file goes in, provisions come out."""
