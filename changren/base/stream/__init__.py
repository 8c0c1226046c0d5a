"""Live pages: the stream says that something happened, and the page asks again. It carries names, never contents."""
