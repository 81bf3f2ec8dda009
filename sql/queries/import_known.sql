-- What duplicates are known by, of every partner.
select id, country, registration_number, name_en, name_ko
  from import_known()
