"""What do we answer? One module a question, pure: facts in, a table out."""
