"""A question goes in, a cited answer comes out."""
