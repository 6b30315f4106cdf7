"""The types of the schema, one file per noun: what each field stands for, and its description."""
