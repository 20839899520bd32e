"""Turns the results of a test run into an HTML report, JUnit XML and a printable ICS proforma."""
