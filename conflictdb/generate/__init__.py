"""A made-up dataset of any size, for measuring: the shape and the skew of a real one, none of its facts."""
