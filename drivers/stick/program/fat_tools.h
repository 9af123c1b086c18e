// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stick/stick.h"

#include <string>

namespace yz::stick {

/**
 * A FAT in a block node, through mtools: nothing is mounted. Every call is a process with an end in time and size.
 * Errors: as Stick.
 */
class FatTools
{
public:
    explicit FatTools(const std::string &node) : m_node(QString::fromStdString(node)) {}

    /** Below /yizhan, in order; empty where there is no such folder. BadInput where a limit is broken. */
    Result<QStringList> list() const;
    Result<QByteArray> content(const QString &name) const;
    /** Below /yizhan/out; flushed to the stick, read back and compared. */
    Result<void> put(const QString &name, const QByteArray &bytes) const;

private:
    struct Ran
    {
        int status = -1;
        QByteArray out;
        QByteArray complaint;
    };
    Result<Ran> run(const QString &tool, const QStringList &words, const QByteArray &in, qsizetype most) const;
    Result<void> flush() const;

    QString m_node;
};

} // namespace yz::stick
