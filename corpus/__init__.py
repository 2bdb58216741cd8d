"""What the assistant knows: the nouns of the law, their texts, and where they are kept."""
