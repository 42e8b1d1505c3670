"""Spreadsheets from other offices: recognised, checked cell by cell, shown before anything is written."""
