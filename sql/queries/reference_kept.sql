-- How many records of the reference data people have edited: all, cities, projects, meetings.
select city + project + meeting as all, city, project, meeting
  from (select (select count(*) from city where edited is not null) as city,
               (select count(*) from project where edited is not null and source <> 'centre') as project,
               (select count(*) from meeting where edited is not null and source <> 'centre') as meeting) k
