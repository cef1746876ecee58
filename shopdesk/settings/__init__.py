"""One typed schema of everything that can be set, and the file behind it. No Qt."""
