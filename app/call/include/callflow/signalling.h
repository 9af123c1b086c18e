// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/courier.h>
#include <core/result.h>

#include <QByteArray>
#include <QObject>

#include <memory>

namespace yz::callflow {

/**
 * The way to the hub while a call is on: frames both ways, kept up until it is closed. Comes back by itself when it
 * breaks; a silent other end is a broken one.
 * Owner: `app/main`. Thread: GUI. Personal data: the frames pass by.
 */
class Signalling : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /** Over WebSocket, with the terminal's certificate, by the same door as the courier. */
    static Result<std::unique_ptr<Signalling>> create(const Courier::Options &options);

    virtual void open() = 0;
    virtual void close() = 0;
    /** Dropped while there is no link: the flow sends again what matters. */
    virtual void send(const QByteArray &frame) = 0;

Q_SIGNALS:
    void up();
    void down();
    void received(const QByteArray &frame);
};

} // namespace yz::callflow
