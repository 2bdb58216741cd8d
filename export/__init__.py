"""Documents that leave: lists as workbook or Word file, the template, the sample."""
