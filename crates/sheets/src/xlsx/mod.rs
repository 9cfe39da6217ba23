//! Workbooks (XLSX): the check sheet, and judgements as tables.
