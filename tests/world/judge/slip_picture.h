// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "escpos_judge.h"

#include <QImage>
#include <QString>
#include <QStringList>

namespace yz::judge {

/** The slip as seen: black on white, one pixel a dot. */
QImage pictureOf(const Slip &slip);
/** What it is and what is wrong with it, as JSON. */
QByteArray reportOf(const Slip &slip);
/** Writes slip-N.png and slip-N.json; gives the path of the picture, empty when it could not be written. */
QString writeSlip(const QString &folder, const Slip &slip);
/** The texts of all QR codes in a picture. */
QStringList decodeQrCodes(const QImage &picture);
/** The text of the first QR code; empty when there is none. */
QString decodeQr(const QImage &picture);

} // namespace yz::judge
