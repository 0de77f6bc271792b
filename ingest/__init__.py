"""Files become Documents, Documents become an index. Imports knowledge."""
