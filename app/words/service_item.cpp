// SPDX-License-Identifier: Apache-2.0
#include "words/service_item.h"

namespace yz {

const std::vector<ServiceItem> &homeServices()
{
    static const std::vector<ServiceItem> services = {
        {QStringLiteral("legal-aid"), QStringLiteral("法律援助"), QStringLiteral("请不起律师，国家帮您")},
        {QStringLiteral("mediation"), QStringLiteral("人民调解"), QStringLiteral("有纠纷，请人说和")},
        {QStringLiteral("advice"), QStringLiteral("法律咨询"), QStringLiteral("有疑问，问问律师")},
        {QStringLiteral("notary"), QStringLiteral("公证预约"), QStringLiteral("遗嘱、委托、声明等")},
        {QStringLiteral("appraisal"), QStringLiteral("司法鉴定"), QStringLiteral("伤情、笔迹等鉴定")},
        {QStringLiteral("laws"), QStringLiteral("查法律"), QStringLiteral("法律法规全文")},
        {QStringLiteral("guide"), QStringLiteral("办事指南"), QStringLiteral("去哪办、带什么")},
        {QStringLiteral("progress"), QStringLiteral("查进度"), QStringLiteral("办到哪一步了")},
    };
    return services;
}

} // namespace yz
