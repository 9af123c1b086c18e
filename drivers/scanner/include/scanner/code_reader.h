// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>

#include <QByteArray>
#include <QImage>
#include <QObject>

#include <memory>
#include <vector>

namespace yz {

class Camera;

/**
 * What the QR codes in a picture say, as bytes: dark on light first, and if there is none, light on dark (telephones
 * at night). At most eight. BadInput: no picture, or beyond 40 million points. Thread: any. Personal data: what the
 * codes say.
 */
Result<std::vector<QByteArray>> codesIn(const QImage &picture);

/**
 * Looks for a code before the camera, which is on between `start` and `stop`.
 * Owner: `app/main`. Thread: the one it was made in. Personal data: what the code says, in the signal only.
 */
class CodeReader : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    virtual void stop() = 0;
    virtual bool isLooking() const = 0;

Q_SIGNALS:
    /** Once, and again only after another code, or after it has been away for a while. */
    void read(QByteArray content);
};

/** How often a reader looks, and after what absence a code is a new one. Data. */
struct CodeTiming
{
    Milliseconds every{150};
    Milliseconds awayFor{2000};
};

/** A reader that looks through a shared camera, which must outlive it. Thread: looks in one of its own. */
std::unique_ptr<CodeReader> makeCameraCodeReader(Camera &camera, CodeTiming timing = {});

/** A puppet: reads what it is told, while it looks. Thread: the owner's. */
class FakeCodeReader final : public CodeReader
{
    Q_OBJECT
public:
    using CodeReader::CodeReader;
    void start() override { m_isLooking = true; }
    void stop() override { m_isLooking = false; }
    bool isLooking() const override { return m_isLooking; }
    /** False when nobody has it look. */
    bool show(const QByteArray &content);

private:
    bool m_isLooking = false;
};

/** One line of its language, `code CONTENT`; BadInput when it is none. */
Result<QByteArray> parseCodeLine(std::string_view line);

} // namespace yz
