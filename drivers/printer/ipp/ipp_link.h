// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ipp_states.h"

#include <core/clock.h>

#include <memory>
#include <string>

namespace yz::ipp {

/** Where a printer is. */
struct Target
{
    std::string uri; ///< as given: what requests name
    std::string host;
    int port = 631;
    std::string path;
    bool isEncrypted = false;
};
/** BadInput when the text is no ipp or ipps URI of at most 255 characters. */
Result<Target> parseTarget(const QString &uri);

/**
 * IPP requests to one printer (RFC 8011), each with a deadline. Connects when needed; an error hangs up.
 * Owner and thread: the printer's worker. Errors: DeviceAbsent, DeviceBusy, DeviceGarbled, TimedOut, Unsupported.
 */
class Link
{
public:
    explicit Link(Target target);
    ~Link();
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    Result<PrinterAnswer> printer();
    /** A new, empty job of one copy on A4. The name says nothing of anybody. */
    Result<int> createJob();
    Result<void> send(int job, const QByteArray &pdf);
    Result<JobAnswer> job(int job);
    Result<void> cancel(int job);

private:
    struct Connection;
    Result<void> connect();
    Error failure(const char *doing);

    Target m_target;
    std::unique_ptr<Connection> m_connection;
};

} // namespace yz::ipp
