// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QByteArray>
#include <QString>

namespace yz::provisioning {

/** Files as a power cut leaves them: the old content or the new, never between. Errors: StoreFull. */
Result<void> writeWhole(const QString &path, const QByteArray &bytes, int mode = 0600);
/** At most `most` bytes; NotFound when there is none, DataMalformed when there is more. */
Result<QByteArray> readWhole(const QString &path, qsizetype most);
Result<void> flushFolder(const QString &folder);
/** A symbolic link at `path`, replaced in one step. */
Result<void> pointTo(const QString &path, const QString &target);

} // namespace yz::provisioning
