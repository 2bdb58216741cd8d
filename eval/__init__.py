"""Questions with known answers, and what measures the assistant against them."""
