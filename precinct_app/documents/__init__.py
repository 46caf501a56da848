# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Paper and spreadsheets: PDF by ReportLab, XLSX by openpyxl."""
