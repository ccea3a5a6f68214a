"""The demo inbox: an HTTP server on loopback that speaks Chatwoot's API and plays scenarios."""
