"""SQLite databases: of telephones, browsers, chat programs, maps (GeoPackage)."""
