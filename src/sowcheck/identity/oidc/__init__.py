"""Signing in elsewhere, by OpenID Connect: authorization code with PKCE, roles from groups."""
