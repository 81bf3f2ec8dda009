-- What was said of headers before.
select header, member
  from import_header_document
