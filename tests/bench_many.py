"""Many partners and projects for benchmarks: written past the audit, by the thousand, and so with entry 0. Ids
grow with time, as those of stored things do.

A profile has texts of a given length in both languages, of the words that such texts have.
"""
from postgres import sql

ENGLISH = """water traffic energy waste sewage treatment plant network monitoring sensor platform data centre control
integrated smart city urban transport bus rail station ticketing signal junction camera safety security emergency response
health hospital clinic education school training housing district heritage tourism airport harbour logistics river flood
drainage rain storm coastal resilience climate solar wind battery storage grid meter billing leakage pressure quality
supply desalination recycling landfill incinerator compost collection truck route fleet parking bicycle pedestrian bridge
tunnel road lighting street fibre broadband wireless antenna cloud software analytics forecast simulation twin model map
survey drone satellite imagery register permit licence payment wallet citizen portal service office kiosk mobile app
design build operate transfer finance loan guarantee equity grant advisory feasibility study procurement supervision""".split()
KOREAN = """상수도 하수도 처리장 수질 누수 감시 제어 통합 관제 센터 교통 신호 버스 환승 요금 주차 철도 역사 도로 조명 안전 방범
재난 대응 의료 병원 교육 학교 훈련 주거 재생 문화 관광 공항 항만 물류 하천 홍수 배수 빗물 해안 기후 태양광 풍력 저장
전력망 계량기 고지 폐기물 재활용 매립 소각 퇴비 수거 차량 노선 자전거 보행 교량 터널 통신망 광케이블 무선 클라우드 자료
분석 예측 모형 지도 측량 위성 영상 등록 허가 결제 시민 창구 설계 시공 운영 이전 금융 대출 보증 투자 자문 타당성 조달 감리""".split()

FILL = """
set session_replication_role = replica;
insert into project (id, number, city, title_en, title_ko, stage, slots, source)
select 'bench_' || i, 1000 + i, (array(select id from city order by id))[1 + i %% 26],
       format('%%s %%s %%s project %%s', en[1 + i %% 97], en[1 + i * 7 %% 103], en[1 + i * 13 %% 89], i),
       format('%%s %%s %%s 사업 %%s', ko[1 + i %% 89], ko[1 + i * 7 %% 83], ko[1 + i * 13 %% 79], i),
       'open', 1, (select source from project limit 1)
  from generate_series((select count(*) from project), %(projects)d) i,
       (select string_to_array('%(english)s', ' ') as en, string_to_array('%(korean)s', ' ') as ko) w;
insert into project_category (project, category, weight, basis)
select p.id, (select id from category order by md5(id || p.id) limit 1), 10000, 'document'
  from project p where p.id like 'bench\\_%%' on conflict do nothing;

-- Some hundred texts, which partners share but for their end.
create temp table writing as
select n, left(string_agg(en[1 + abs(hashint8(n * 1009 + k)) %% cardinality(en)], ' ' order by k), %(length)d) as en,
       left(string_agg(ko[1 + abs(hashint8(n * 2003 + k)) %% cardinality(ko)], ' ' order by k), %(length)d / 3) as ko
  from generate_series(0, 299) n, generate_series(1, 1 + %(length)d / 4) k,
       (select string_to_array('%(english)s', ' ') as en, string_to_array('%(korean)s', ' ') as ko) w
 group by n;
create temp table fresh as
select i, 'bench_' || lpad(i::text, 7, '0') as id from generate_series(
	(select count(*) from partner where id like 'bench\\_%%') + 1, %(partners)d) i;
insert into partner (id, name_en, name_ko, kind, country, state, registration_number, capability_en, capability_ko, support,
	quadrants, languages)
select f.id, 'Partner ' || i || ' Systems', '협력사 ' || i, 'private_company', 'KR', 'verified', '110-' || i,
       w.en || ' ' || i, w.ko || ' ' || i, '{technology,operation}', '{dense_emerging}', '{ko,en}'
  from fresh f join writing w on w.n = f.i %% 300;
insert into partner_category (partner, category, strength)
select f.id, c.category[1 + (f.i * 5 + k * 7) %% cardinality(c.category)], 3 + k
  from fresh f, generate_series(0, 2) k, (select array_agg(id order by id) as category from category) c on conflict do nothing;
insert into partner_reference (partner, number, city, country, category, year, role)
select f.id, k, (array['Seoul', 'Busan', 'Suwon', '안양', 'Kuching', 'Jeju'])[1 + (f.i + k) %% 6], 'KR',
       c.category[1 + (f.i * 3 + k) %% cardinality(c.category)], 2008 + (f.i + k) %% 10, 'Main contractor'
  from fresh f, generate_series(1, 3) k, (select array_agg(id order by id) as category from category) c;
insert into partner_country (partner, country, wanted)
select f.id, 'VN', true from fresh f where f.i %% 3 = 0;
insert into partner_contact (partner, number, name, email, phone, language)
select f.id, 1, 'Kim ' || i, 'kim' || i || '@example.org', '+82 2 ' || i, 'ko' from fresh f;
set session_replication_role = origin;
select set_config('twinning.role', 'system', false);
analyze;
do $$
declare
	entry     audit := audit_caller();
	ids       text[];
	documents text[];
begin
	entry.kind := 'partner';
	entry.action := 'create';
	for ids in select array_agg(id order by i) from fresh group by i / 500 order by i / 500 loop
		documents := array(select d.document::text from unnest(ids) with ordinality u (id, n) join partner_document d using (id) order by n);
		entry := audit_append_all(entry, ids, array_fill(null::text, array[cardinality(ids)]), documents);
	end loop;
end $$;
analyze;
"""


def partner_id(number):
    return "bench_%07d" % number


def fill(partners, projects, length):
    """So many in all; `length`: characters of a text in English, and bytes of the one in Korean."""
    sql(FILL % {"partners": partners, "projects": projects, "length": length,
                "english": " ".join(ENGLISH), "korean": " ".join(KOREAN)})


def empty():
    """Without the partners again, as if there never had been any."""
    sql("""set session_replication_role = replica;
        delete from audit_content where seq in (select seq from audit where id like 'bench\\_%'); delete from audit where id like 'bench\\_%';
        delete from partner_stored where id like 'bench\\_%'; delete from partner_category where partner like 'bench\\_%';
        delete from partner_reference where partner like 'bench\\_%'; delete from partner_country where partner like 'bench\\_%';
        delete from partner_contact where partner like 'bench\\_%'; delete from partner where id like 'bench\\_%'""")
    sql("vacuum full partner_stored")
