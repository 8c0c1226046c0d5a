"""The look of every control: a folder each, with its template and its style (see /ui/)."""
