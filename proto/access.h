/*
 * Who may come in, and as what.
 */
#ifndef PROTO_ACCESS_H
#define PROTO_ACCESS_H

#include "proto/message.h"

enum role { ROLE_STAFF, ROLE_COMPANY, ROLE_CITY, ROLE_BATCH, ROLE_ADMIN, ROLE_APPROVER, ROLE_AUDITOR, ROLES };
extern const struct vocab role_vocab;

#endif
