"""Parquet: tables as programs of data analysis keep and exchange them."""
