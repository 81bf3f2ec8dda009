-- What the action plans add to the projects they speak of, but for those that people have edited.

create temporary table plan on commit drop as
select a.*
  from action_plan_project a
  join project p on p.id = a.project
 where p.edited is null;

insert into project_support as t (project, support, weight, basis)
select distinct on (project, support) project, support, weight, basis
  from (select project, unnest(support) as support, 10000 as weight, 'action_plan' as basis
          from plan
        union all
        -- "Technical support" with nothing more may be technology or advice.
        select project, unnest('{technology,advisory}'::support_word[]), 5000, 'technical_unspecified'
          from plan
         where technical_unspecified) s
 order by project, support, weight desc
on conflict (project, support) do update set weight = excluded.weight, basis = excluded.basis
 where (t.weight, t.basis) is distinct from (excluded.weight, excluded.basis);

insert into project_partner_kind (project, kind, preferred)
select distinct a.project, o.kind, true
  from plan a
  join other_need o on o.need = any (a.other_needs)
on conflict (project, kind) do nothing;

update project p
   set focus_area = a.focus_area, other_needs = a.other_needs
  from plan a
 where a.project = p.id
   and (p.focus_area, p.other_needs) is distinct from (a.focus_area, a.other_needs);

drop table plan;
