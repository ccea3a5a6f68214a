"""What everything is drawn with: sizes from the distance, theme, fonts, letters, marks, curves."""
