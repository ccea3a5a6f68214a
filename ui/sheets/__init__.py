"""Pages of paper: the customers' day and the director's month, drawn with the wall's ink."""
