#include "engine/cli/profile.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/cli/commands.h"
#include "engine/cli/people_cmd.h"

static const char DEFAULT_URL[] = "http://127.0.0.1:8080";

struct reading {
	struct cli     *c;
	struct profile *profile;
	const char     *unknown;	/* the first setting nobody knows */
};

static const struct {
	const char *name, *environment;
	size_t      offset;
} settings[] = {
	{ "url",   "TWINNING_URL",   offsetof(struct profile, url) },
	{ "token", "TWINNING_TOKEN", offsetof(struct profile, token) },
	{ "ca",    "TWINNING_CA",    offsetof(struct profile, ca) },
	{ "lang",  "TWINNING_LANG",  offsetof(struct profile, lang) },
};
enum { SETTINGS = sizeof(settings) / sizeof(settings[0]) };

static void
set(struct cli *c, struct profile *p, size_t i, const char *value)
{
	*(const char **)((char *)p + settings[i].offset) = arena_strdup(c->mem, value);
}

/* inih: 0 stops and reports this line. */
static int
on_setting(void *ctx, const char *section, const char *name, const char *value)
{
	struct reading *r = ctx;

	for (size_t i = 0; i < SETTINGS; i++)
		if (strcmp(settings[i].name, name) == 0 && (section[0] == '\0' || strcmp(section, "twinning") == 0)) {
			set(r->c, r->profile, i, value);
			return 1;
		}
	if (r->unknown == NULL)
		r->unknown = arena_strdup(r->c->mem, name);
	return 0;
}

/* Where the file is; `stated` says whether somebody named it, so that it must be there. */
static const char *
profile_path(const struct cli *c, bool *stated)
{
	const char *path = cli_option(c, OPT_CONFIG), *base;

	*stated = true;
	if (path != NULL)
		return path;
	if ((path = getenv("TWINNING_CONFIG")) != NULL && path[0] != '\0')
		return path;
	*stated = false;
	if ((base = getenv("XDG_CONFIG_HOME")) != NULL && base[0] == '/')
		return arena_printf(c->mem, "%s/twinning/config.ini", base);
	if ((base = getenv("HOME")) != NULL)
		return arena_printf(c->mem, "%s/.config/twinning/config.ini", base);
	return NULL;
}

/* Rights are asked of the open file: a name could meanwhile mean another one. */
static enum leave
read_profile(struct cli *c, FILE *file, const char *path, struct profile *p)
{
	struct reading reading = { c, p, NULL };
	struct stat    st;
	int            line;

	if (fstat(fileno(file), &st) != 0 || !S_ISREG(st.st_mode))
		return cli_misused(c, SAY_CLI_CONFIG_NOT_A_FILE, path);
	if ((st.st_mode & 077) != 0 || (st.st_uid != geteuid() && st.st_uid != 0))
		return cli_misused(c, SAY_CLI_CONFIG_READABLE, path);
	line = ini_parse_file(file, on_setting, &reading);
	if (reading.unknown != NULL)
		return cli_misused(c, SAY_CLI_CONFIG_UNKNOWN, path, DIGITS(line), reading.unknown);
	if (line != 0)
		return cli_misused(c, SAY_CLI_CONFIG_LINE, path, DIGITS(line));
	return LEAVE_OK;
}

/* A line break in it would become a header of its own. */
static bool
is_printable(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s == 0x7f)
			return false;
	return true;
}

/* Between two programs of one machine nobody listens. */
static bool
is_on_this_machine(const char *url)
{
	static const char *const hosts[] = { "http://127.", "http://localhost", "http://[::1]" };

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		if (strncmp(url, hosts[i], strlen(hosts[i])) == 0)
			return true;
	return false;
}

enum leave
profile_load(struct cli *c)
{
	struct profile *p = c->profile = arena_alloc(c->mem, sizeof(*p));
	bool            stated;
	const char     *path = profile_path(c, &stated), *value;
	FILE           *file;

	p->url = DEFAULT_URL;
	p->path = path != NULL ? path : "config.ini";
	if (path != NULL) {
		file = fopen(path, "re");
		if (file != NULL) {
			enum leave leave = read_profile(c, file, path, p);

			fclose(file);
			if (leave != LEAVE_OK)
				return leave;
		} else if (errno != ENOENT || (stated && c->command->run != sign_in_run))	/* which makes it */
			return cli_misused(c, SAY_CLI_CANNOT_READ, path, strerror(errno));
	}
	for (size_t i = 0; i < SETTINGS; i++)
		if ((value = getenv(settings[i].environment)) != NULL && value[0] != '\0')
			set(c, p, i, value);
	if (cli_option(c, OPT_URL) != NULL)
		p->url = cli_option(c, OPT_URL);
	if (p->token != NULL && !is_printable(p->token))
		return cli_misused(c, SAY_CLI_TOKEN_FORM);
	if (strncmp(p->url, "http://", 7) != 0 && strncmp(p->url, "https://", 8) != 0)
		return cli_misused(c, SAY_CLI_URL_FORM, p->url);
	if (p->token != NULL && strncmp(p->url, "http://", 7) == 0 && !is_on_this_machine(p->url))
		cli_tell(c, SAY_CLI_PLAIN_HTTP, p->url);
	return LEAVE_OK;
}

/* Whether a line of the file sets this; comments and other settings do not. */
static bool
sets(const char *line, const char *name)
{
	size_t n = strlen(name);

	line += strspn(line, " \t");
	return strncmp(line, name, n) == 0 && strchr(" \t=:", line[n]) != NULL && line[n] != '\0';
}

/* The file as it will be: its lines, but for the two that are ours to set. */
static const char *
edited(struct cli *c, const char *before, const char *token)
{
	struct buffer *b = buffer_new(c->mem);

	for (const char *line = before; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n')
		if (!sets(line, "token") && (token == NULL || !sets(line, "url")))
			buffer_printf(b, "%.*s\n", (int)strcspn(line, "\n"), line);
	if (token != NULL)
		buffer_printf(b, "url = %s\ntoken = %s\n", c->profile->url, token);
	buffer_text(b, "");
	return b->at;
}

/* The directories above a path, for nobody but the user. */
static void
make_parents(struct cli *c, const char *path)
{
	char *part = arena_strdup(c->mem, path);

	for (char *slash = strchr(part + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(part, 0700);	/* if it fails, so does what follows, and says so */
		*slash = '/';
	}
}

static bool
write_whole(int fd, const char *text)
{
	size_t n = strlen(text);

	return write(fd, text, n) == (ssize_t)n && fsync(fd) == 0;
}

/* Under another name first: whoever reads it meanwhile finds the one or the other. */
enum leave
profile_save(struct cli *c, const char *token)
{
	const char *path = c->profile->path, *fresh = arena_printf(c->mem, "%s.new", path);
	const char *text;
	size_t      length;
	int         fd;

	text = access(path, F_OK) == 0 ? cli_read_file(c, path, &length) : "";
	if (text == NULL)
		return LEAVE_FAILED;
	make_parents(c, path);
	unlink(fresh);
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0 && write_whole(fd, edited(c, text, token)) && close(fd) == 0 && rename(fresh, path) == 0)
		return LEAVE_OK;
	cli_tell(c, SAY_CLI_CANNOT_WRITE, path, strerror(errno));
	unlink(fresh);
	return LEAVE_FAILED;
}
