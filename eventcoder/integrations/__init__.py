"""Other people's tools: data frames in and out. Each module imports its tool only while it is used."""
