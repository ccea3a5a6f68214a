"""The dialogs in which an owner sets everything: set-up, and the settings made of their own definitions."""
