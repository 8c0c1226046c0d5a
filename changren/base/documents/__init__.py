"""Papers: what people attach, and what the program prints."""
