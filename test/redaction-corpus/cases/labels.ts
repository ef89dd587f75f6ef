// What people read beside fields that are never recorded, as sites in eighteen languages and more write it.

/** `locale|label` by class of the floor. */
export const LABELS: Readonly<Record<string, readonly string[]>> = {
  password: [
    'en|Your account password', 'de|Ihr Kennwort', 'fr|Saisissez votre mot de passe', 'es|Contraseña actual', 'pt|Digite sua senha',
    'it|Inserisci la password', 'nl|Huidig wachtwoord', 'pl|Twoje hasło', 'tr|Şifrenizi girin', 'ru|Старый пароль', 'ar|أدخل كلمة المرور',
    'he|הזן סיסמה', 'fa|رمز عبور خود را وارد کنید', 'ja|現在のパスワード', 'zh|登录密码', 'ko|현재 비밀번호', 'hi|अपना पासवर्ड दर्ज करें', 'th|กรอกรหัสผ่าน',
    'sv|Ditt lösenord', 'el|Ο κωδικός πρόσβασής σας', 'vi|Nhập mật khẩu', 'cs|Vaše heslo', 'uk|Введіть пароль', 'hu|Jelszó megadása',
    'da|Din adgangskode', 'nb|Ditt passord', 'fi|Anna salasana', 'ro|Introduceți parola', 'id|Kata sandi Anda', 'bg|Вашата парола',
  ],
  'one-time-code': [
    'en|Enter the 6-digit code from your authenticator app', 'de|SMS-Code eingeben', 'fr|Code à usage unique', 'es|Introduce el código que te enviamos',
    'pt|Insira o código enviado por SMS', 'it|Codice OTP', 'nl|Eenmalige code', 'pl|Wpisz kod z SMS-a', 'tr|SMS ile gelen kod', 'ru|Введите код из SMS',
    'ar|رمز التأكيد المرسل', 'he|הקוד שנשלח אליך', 'fa|کد پیامک شده', 'ja|SMSに届いたコード', 'zh|手机验证码', 'ko|문자로 받은 인증번호', 'hi|ओटीपी दर्ज करें', 'th|กรอกรหัส OTP',
  ],
  'card-number': [
    'en|Long number on the front of your card', 'de|Nummer der Kreditkarte', 'fr|N° de carte bancaire', 'es|N.º de tarjeta de crédito', 'pt|Número do seu cartão de crédito',
    'it|Numero della carta di credito', 'nl|Creditcardnummer', 'pl|Nr karty płatniczej', 'tr|Kredi kartı no', 'ru|Номер вашей карты', 'ar|رقم بطاقة الائتمان',
    'he|מספר כרטיס האשראי', 'fa|شماره کارت بانکی', 'ja|クレジットカードの番号', 'zh|信用卡卡号', 'ko|신용카드 번호', 'hi|क्रेडिट कार्ड नंबर', 'th|หมายเลขบัตรเครดิต',
  ],
  'card-code': [
    'en|3 digits on the back of your card', 'de|Kartenprüfziffer (CVC)', 'fr|Code CVV au dos', 'es|Código CVV', 'pt|Código de segurança do cartão', 'it|CVV (3 cifre)',
    'nl|CVC-code', 'pl|Kod CVV2', 'tr|CVV / Güvenlik kodu', 'ru|Код безопасности (CVC)', 'ar|رمز الأمان CVV', 'he|3 ספרות בגב הכרטיס', 'fa|CVV2 کارت',
    'ja|セキュリティコード(裏面3桁)', 'zh|信用卡背面后三位', 'ko|카드 뒷면 3자리 CVC', 'hi|सीवीवी', 'th|รหัส CVV หลังบัตร',
  ],
  'card-expiry': ['en|Expires (MM/YY)', 'de|Gültig bis (MM/JJ)', 'fr|Date d’expiration (MM/AA)', 'es|Fecha de caducidad (MM/AA)', 'pt|Validade do cartão', 'it|Scadenza carta (MM/AA)', 'ja|カードの有効期限', 'zh|卡片有效期'],
  'bank-account': [
    'en|Checking account number', 'de|Ihre IBAN', 'fr|Coordonnées bancaires (IBAN)', 'es|Número de cuenta bancaria', 'pt|Número da conta corrente', 'it|Coordinate bancarie IBAN',
    'nl|IBAN-rekeningnummer', 'pl|Numer rachunku IBAN', 'tr|Banka hesap numarası', 'ru|Расчётный счёт', 'ar|رقم الحساب البنكي', 'he|מספר חשבון בנק', 'fa|شماره شبا',
    'ja|銀行口座番号', 'zh|银行卡账号', 'ko|은행 계좌 번호', 'hi|बैंक खाता संख्या', 'th|เลขที่บัญชีธนาคาร',
  ],
  'identity-number': [
    'en|Passport number', 'de|Nummer des Personalausweises', 'fr|Numéro de carte d’identité', 'es|Documento de identidad (DNI/NIE)', 'pt|Número do CPF', 'it|Numero carta d’identità',
    'nl|Burgerservicenummer (BSN)', 'pl|Seria i numer dowodu', 'tr|TC Kimlik Numarası', 'ru|Серия паспорта', 'ar|رقم جواز السفر', 'he|מספר תעודת זהות', 'fa|شماره ملی',
    'ja|運転免許証番号', 'zh|身份证号', 'ko|여권 번호', 'hi|आधार कार्ड नंबर', 'th|หมายเลขหนังสือเดินทาง',
  ],
  'tax-number': [
    'en|Employer identification number (EIN)', 'de|Umsatzsteuer-Identifikationsnummer', 'fr|Numéro fiscal de référence', 'es|Número de identificación fiscal', 'pt|Número de contribuinte',
    'it|Partita IVA', 'nl|Btw-identificatienummer', 'pl|Numer NIP', 'tr|Vergi numarası', 'ru|Номер ИНН', 'ar|الرقم الضريبي', 'he|מספר עוסק מורשה', 'fa|کد مالیاتی',
    'ja|納税者番号', 'zh|纳税人识别号', 'ko|사업자등록번호', 'hi|पैन नंबर', 'th|เลขประจำตัวผู้เสียภาษี',
  ],
  health: [
    'en|Known allergies and conditions', 'de|Krankheiten und Medikamente', 'fr|Antécédents médicaux', 'es|Alergias y enfermedades', 'pt|Doenças preexistentes', 'it|Patologie e allergie',
    'nl|Medische aandoeningen', 'pl|Choroby przewlekłe', 'tr|Kronik hastalıklar', 'ru|Хронические заболевания', 'ar|الأمراض المزمنة', 'he|מצב רפואי', 'fa|سابقه بیماری',
    'ja|既往歴', 'zh|过敏史', 'ko|과거 병력', 'hi|बीमारी का इतिहास', 'th|โรคประจำตัว',
  ],
  secret: [
    'en|Answer to your security question', 'de|Antwort auf die Sicherheitsfrage', 'fr|Clé secrète', 'es|Clave API secreta', 'pt|Resposta de segurança', 'it|Risposta segreta',
    'nl|Geheime sleutel', 'pl|Tajny klucz', 'tr|Güvenlik sorusu cevabı', 'ru|Ответ на секретный вопрос', 'ar|إجابة سؤال الأمان', 'he|מפתח סודי', 'fa|کلید خصوصی',
    'ja|秘密鍵', 'zh|访问密钥', 'ko|비밀 키', 'hi|गुप्त प्रश्न का उत्तर', 'th|รหัสลับ',
  ],
};

/** Fields of persons that are recorded by class and length bucket. */
export const PERSONAL_LABELS: Readonly<Record<string, readonly string[]>> = {
  name: ['en|Full legal name', 'de|Vor- und Nachname', 'fr|Nom de famille', 'es|Nombre y apellidos', 'pt|Nome completo', 'it|Nome e cognome', 'nl|Achternaam', 'pl|Imię i nazwisko', 'tr|Adınız soyadınız', 'ru|Фамилия', 'ja|お名前', 'zh|收件人姓名', 'ko|이름', 'ar|الاسم الكامل'],
  email: ['en|Work e-mail', 'de|E-Mail-Adresse', 'fr|Adresse électronique', 'es|Correo electrónico', 'pt|Endereço de e-mail', 'it|Posta elettronica', 'nl|E-mailadres', 'pl|Adres e-mail', 'ru|Электронная почта', 'ja|メールアドレス', 'zh|电子邮箱', 'ko|이메일'],
  phone: ['en|Daytime phone', 'de|Telefon tagsüber', 'fr|Téléphone portable', 'es|Teléfono móvil', 'pt|Celular', 'it|Numero di cellulare', 'nl|Telefoonnummer', 'pl|Numer telefonu', 'ru|Мобильный телефон', 'ja|電話番号', 'zh|手机号码', 'ar|رقم الهاتف'],
  address: ['en|Street and house number', 'de|Anschrift', 'fr|Code postal et ville', 'es|Calle y número', 'pt|Logradouro', 'it|Indirizzo di casa', 'nl|Straat en huisnummer', 'pl|Ulica i numer domu', 'ru|Адрес доставки', 'ja|住所', 'zh|详细地址', 'ko|주소'],
  note: ['en|Conversation notes', 'de|Gesprächsnotiz', 'fr|Commentaire interne', 'es|Observaciones', 'pt|Observações', 'it|Annotazioni', 'nl|Opmerkingen', 'pl|Uwagi', 'ru|Примечание', 'ja|備考欄', 'zh|备注', 'th|หมายเหตุ'],
};
