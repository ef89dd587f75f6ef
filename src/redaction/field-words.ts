// Words by which people and developers label fields that are never recorded, in 25 languages. Data only; `label-match.ts` reads it.
//
// How an entry matches (both sides are normalised first, so case, accents, `-`, `_` and camelCase do not matter):
// six letters and more anywhere (compounds: `benutzerpasswort`), shorter ones as a whole word, `abc*` as the start of a
// word, phrases at a word's start; scripts without spaces anywhere. A space inside an entry may be missing in the text.
import type { FieldWords } from '../model/field.ts';
import { FIELD_PATTERNS } from './field-patterns.ts';

const NUMBERS = 'number,nummer,numero,numar*,numer*,num,no,nr,id,номер,رقم*,מספר,شماره,番号,号,號,번호,नंबर,संख्या,เลข';
/** A code that somebody is to type in. */
const CODES =
  'κωδικ*,ma,code*,codigo,codice,kod,kodu,koden,kode,koodi,bestatigungscode,код,رمز,קוד,הקוד,کد,コード,码,碼,코드,번호,कोड,รหัส';
/** What makes a code one that was sent to a person, or to their device. */
const CODE_SENDERS =
  'text message,login,sign in,magic,acces,acceso,acesso,recibid*,recebid*,chiffres,stellig*,cifre,cifras,cijfer*,cyfr*,overov*,vahvistus*,підтв*,επιβεβαιω*,xac nhan,verif*,confirm*,conferm*,auth*,sms,sent,texted,digit,received,envia*,envoye*,inviat*,gesendet,geschickt,zugesandt,verzonden,gestuurd,wyslan*,gonder*,skickat,sendt,odeslan*,bestatig*,recu,weryf*,potwierdz*,dogrulama,onay,подтв*,из,проверочн,تحقق,تأكيد,تأیید,אימות,認証,確認,検証,验证,驗證,动态,動態,校验,短信,인증,확인,받은,보낸,सत्यापन,भेजा,ยืนยัน,отправ*,прислан*,נשלח,ارسال,پیامک,المرسل,届い,送信,收到,发送,發送,短訊';
/** Payment cards. */
const CARDS = 'card*,kart*,carte,carta,tarjeta,cartao,kaart*,карт*,بطاق,כרטיס,کارت,カード,卡,카드,कार्ड,บัตร,cc';
/** In a form that asks for the number of a card, these are on the card too. */
const CARD_PARTS =
  'month,mon,year,mm,yy,yyyy,monat,jahr,jj,mois,annee,aa,mes,ano,anno,mese,miesiac,rok,maand,jaar,rr,ay,yil,месяц,год,мм,гг,月,年,월,년,valid*,gultig*,gueltig*,scadenza,vencimiento,vence,masa berlaku,cid,verification,срок';

/** Classes of the floor with pairs of words that name them. */
const PROTECTED_PAIRS: FieldWords['protectedPairs'] = [
  ['one-time-code', CODES, CODE_SENDERS],
  [
    'card-code',
    CODES,
    'secur*,sicherheit*,securite,seguridad,seguranca,sicurezza,beveilig*,zabezpiecz*,guvenlik,безопасн,الأمان,אבטחה,امنیتی,セキュリティ,安全,보안,सुरक्षा,ปลอดภัย',
  ],
  [
    'card-code',
    'back of,backside,ruckseite,au dos,dorso,reverso,retro,verso,achterkant,achterzijde,odwrocie,arka,оборот*,обратн*,خلف,בגב,پشت,裏面,背面,後三碼,뒷면,पीछे,หลัง',
    `${CARDS},digits,ziffern,chiffres,cifre,cifras,digitos,cijfers,cyfr*,цифр*,أرقام,ספרות`,
  ],
  [
    'card-number',
    `${CARDS},pan`,
    `${NUMBERS},credit*,kredi*,debit*,bancaire,bleue,bancaria,bank*,кредитн,банковск,ائتمان,אשראי,信用,银行,クレジット,신용,เครดิต`,
  ],
  [
    'bank-account',
    'account*,acct,konto*,kont*,compte,cuenta,conta,conto,rekening*,rachun*,hesap,счет*,ucet,tili,حساب,חשבון,口座,账,帳,계좌,खाता,บัญชี,routing,swift,upi',
    `${NUMBERS},bank*,banc*,corrente,банк*,расчетн*,лицев*,بنك*,بانک*,בנק,銀行,银行,开户,은행`,
  ],
  [
    'tax-number',
    'tax*,steuer*,fiscal*,vergi*,belasting*,podatk*,налог*,ضريبي,עוסק,مالیاتی,納税,税,稅,납세',
    `${NUMBERS},codice,codigo,identi*`,
  ],
  [
    'identity-number',
    'identi*,national*,nhs,driver,drivers,driving,هوية,זהות,ملی,個人,主民,在留,证件,證件',
    `${NUMBERS},card*,kart*,carte,carta,cartao,kaart*,documento,license,licence,بطاقة,תעודת,کد,カード`,
  ],
  [
    'secret',
    'api,access,private,privat*,prywatn*,privee,privada,ozel,закрыт*,خصوصی,خاص,私有,비공개,निजी,secur*,segur*,sicur*,sicherheit*,beveilig*,recover*,recup*,wiederherstell*,herstel*,odzysk*,kurtarma,восстанов,backup,seed,semilla,ssh,encrypt*,signing,license,licence,безопасн,контрольн,guvenlik,bezpiecz*,الأمان,אבטחה,שחזור,امنیتی,بازیابی,回復,安全,恢复,보안,복구,सुरक्षा,ปลอดภัย',
    'key,token,code*,phrase,frase,words,answer,answers,antwort*,reponse*,respuesta*,resposta*,risposta*,odpowied*,cevab*,cevap*,svar,ответ*,إجابة,תשובה,پاسخ,答え,答案,답변,उत्तर,คำตอบ,question*,frage*,schlussel*,cle,clave,llave,chave,chiave,sleutel,vraag*,klucz*,anahtar*,soru*,kod,kodu,pytanie,pregunta,pergunta,domanda,ключ,вопрос,سؤال,مفتاح,שאלת,מפתח,سوال,کلید,キー,问题,問題,碼,码,키,질문,코드,प्रश्न,คำถาม',
  ],
];

/** Classes of the floor with the words that name them by themselves. */
const PROTECTED_WORDS: FieldWords['protectedWords'] = [
  [
    'one-time-code',
    'losenkod*,kertakaytto*,auth code,tasdiqlash kodi,activation code,swipe code,app code,code from the app,code from your app,code from email,email code,enter the code,enter code,type the code,megerosito,cod de verific*,verifieringskod,код за потв*,codi de verif*,potvrdni kod,kod za potvrdu,patvirtinimo kod*,apstiprinajuma kod*,kinnituskood,otp,totp,2fa,mfa,two factor,one time,prufcode,รหัสพิน,พิน,zugangscode,freischaltcode,freigabecode,aktivierungscode,photo tan,push tan,chip tan,sms tan,code confidentiel,toegangscode,vahvistuskoodi,ma xac nhan,ma otp,رمز دوم,otc,otp code,totp code,2fa code,mfa code,twofa,second factor,approvals code,otc code,authenticator,pin,pincode,mtan,itan,einmal*,geheimzahl,usage unique,un solo uso,uso unico,monouso,eenmalige,jednoraz,पिन,tek kullanim,engangs*,одноразов,пин,لمرة واحدة,חד פעמי,یکبار,رمز پویا,ワンタイム,一次性,일회용,ओटीपी',
    'tan,puk,пин',
  ],
  [
    'card-code',
    'cvv,cvc,security digits,digits on the back,last 3 digits,last three digits,kontrollziffer der karte,kontrolcifre,turvakoodi,sikkerhetskode,sakerhetskod,cod de securitate,ccv,cvd,cnv,cvn2,c v v,cvv field,cvc field,card code,cc code,card verif*,card identif*,security value,card secur*,cvn,csc,cvv2,cvc2,सीवीवी,सीवीसी,prufnummer,prufziffer,cryptogramme,หลังบัตร',
  ],
  [
    'card-number',
    'broj kartice,stevilka kartice,korteles numer*,kartes numur*,kaardi number,numero de targeta,nombor kad,long number,kortnummer,kortin numero,cislo karty,kartyaszam,αριθμος καρτας,payment card number,payment card detail*,numar card,so the,cc no,cc nr,cc num,kk nr,card pan,acct pan,acct num,cb num,cb no,add card number,num carte,carte credit,no kartu,nomor kartu,front of your card,front of the card,card no',
  ],
  [
    'card-expiry',
    'expires,expiry date,good thru,utgangsdatum,udlobsdato,utlopsdato,voimassaolo,platnost karty,lejarati datum,data expirarii,ημερομηνια ληξης,ngay het han,kedaluwarsa,valid through,expiry,cc exp*,card exp*,cb exp*,kk exp*,cc ex,card ex,cc month,card month,cc mo,card mo,cc mm,card mm,cc m,card m,cc year,card year,cc yr,card yr,cc yy,cc yyyy,card yy,card yyyy,cc y,card y,exp mo,exp mon,exp mm,exp m,exp yr,exp yy,exp yyyy,exp y,exp field,expire mo,expire month,expire yr,expire year,expiry mo,expiry yr,expiration mo,yy mm,yyyy mm,mois valid*,m valid*,m exp*,an valid*,annee valid*,an exp*,cb date,add month,add year,payment cc,payment card exp*,gultig bis,gueltig bis,fecha de venc*,wazna do,wazne do,datum waznosci,berlaku hingga,data di scadenza,validite,expiration,expiry month,expiry year,exp date,exp month,exp year,card expir,valid thru,mm yy,mm yyyy,mm jj,mm aa,ablaufdatum,verfallsd,caducidad,validade,scadenza carta,vervaldatum,data waznosci,son kullanma,срок действия,انتهاء,תוקף,انقضا,有効期限,有效期,유효기간,समाप्ति,หมดอายุ',
    'exp',
  ],
  [
    'bank-account',
    'kontonr,kto nr,szamlaszam,bitcoin addr*,btc address,eth address,crypto address,crypto wallet,wallet id,lastschrift,sepa mandat*,konto inhaber nummer,debit account,swift code,bic code,swift bic,iban,ifsc,bank acc*,acc number,acc no,transit number,institution number,beneficiary account,kontoverbindung,code banque,no de compte,clearingnummer,bankszamlaszam,αριθμος λογαριασμου,tilinumero,cislo uctu,agencia e conta,so tai khoan,nomor rekening,no rekening,clabe,upi id,virtual payment,upi,wallet address,bank detail,bankdaten,bankgegevens,coordonnees bancaires,datos bancarios,dados bancarios,coordinate bancarie,dane bankowe,расчетный счет,sort code,bankverb,bankleit,chave pix,آيبان,شبا',
    'swift,cvu,vpa,pix,upi,rib,bic,blz,cbu,bsb,aba,routing,бик',
  ],
  [
    'tax-number',
    'adoszam,davcna,іпн,taxpayer,fiscal code,st nr,αφμ,adoazonosito,steuerklasse,ust idnr,partita iva,p iva,btw nummer,btw id,vat number,vat no,vat id,vat reg,ust id,ustid,umsatzsteuer,tva intracom,numero de tva,siret,gstin,gst number,الضريبي,مالیاتی,사업자등록,사업자 등록,統一編號,统一社会信用,纳税,税务登记,огрн,itin,cuit,cuil,cnpj,contribuinte,codice fiscale,инн,पैन,ผู้เสียภาษี',
    'ein,tin,regon,abn,npwp,αφμ,nif,rfc,nip,tfn,utr,pan,idnr',
  ],
  [
    'identity-number',
    '基礎年金,年金番号,samordningsnummer,rijksregister,registre national,aufenthaltstitel,ird number,mykad,no kp,can cuoc,philsys,sss number,umid,cnic,south african id,ghana card,emirates id,iqama,civil id,hetu,assurance sociale,policy holder no,insurance policy no,versicherungsschein*,emso,јмбг,ембг,jmbg,asmens kod*,personas kod*,isikukood,kad pengenalan,شناختی کارڈ,kennitala,fin kod,id nommer,tarjeta sanitaria,insurance policy num*,policy holder num*,member id,membership id of insur*,social secur,ssn,personal id,personal number,personal identif*,citizen id,citizen number,visa number,visa no,residence permit,dl number,social insurance,soc sec,insurance number,health insurance,military id,alien registration,policyholder id,rv nummer,pass nr,carnet de conducir,carteira de identidade,obcanskeho prukazu,szemelyi igazolvany,serie si numar,αριθμος ταυτοτητας,полис омс,الضمان الاجتماعي,주민번호,ho chieu,nomor paspor,carte vitale,secu,numero de permis,no de permis,titulo de eleitor,carteira de motorista,carta de conducao,cartao de cidadao,cartao cidadao,rodne cislo,taj szam,szemelyi szam,cod numeric,αμκα,рнокпп,егн,健康保険,保険証,被保険者,社保,외국인등록,krankenversicher*,versichertennr,sv nummer,sv nr,ni number,ni no,state id,voter id,bankid,nemid,mitid,medicare,社会保障,nino,national insurance,passport,aadhaar,sozialvers,rentenvers,versicherten,ausweis,reisepass,passnummer,fuhrerschein,securite sociale,passeport,permis de conduire,cedula,curp,pasaport,seguridad social,cpf,passaport,patente di guida,tessera sanit,bsn,burgerserv,paspoort,rijbewijs,pesel,dowod,dowodu,paszport,prawo jazdy,kimlik,personnummer,fodselsnummer,henkilotunnus,снилс,паспорт,водительск,إقامة,جواز,القومي,ת ז,דרכון,گذرنامه,شناسنامه,マイナンバー,旅券,パスポート,免許証,身份证,身分證,身份證,护照,護照,驾驶证,주민등록,여권,운전면허,आधार,पासपोर्ट,ประชาชน,หนังสือเดินทาง',
    'niss,nss,cnh,qid,nid,bvn,nas,nit,kvnr,egk,oib,жсн,cns,sin,dni,ktp,mrn,id number,id no,cnp,nik,cccd,cmnd,tckn,patente,nie,rut,rg,nir,avs,ahv,cpr,nin,nric',
  ],
  [
    'password',
    'συνθηματικο,zapork*,parool,pasahitz*,contrasinal,sandi,nenosiri,nywila,পাসওয়ার্ড,கடவுச்சொல்,పాస్‌వర్డ్,రహస్య పదం,پاس ورڈ,პაროლი,գաղտնաբառ,lykilor*,sifrə*,cyfrinair,pasfhocal,fjalekalim*,нууц уг,нууц үг,ពាក្យសម្ងាត់,ລະຫັດຜ່ານ,စကားဝှက်,құпия соз,құпия сөз,kupia soz,parol,maxfiy,संकेतशब्द,પાસવર્ડ,ಪಾಸ್‌ವರ್ಡ್,പാസ്‌വേഡ്,രഹസ്യവാക്ക്,ਪਾਸਵਰਡ,මුරපදය,የይለፍ,wagwoord,pasvort*,parola d accesso,memorable info*,sign in phrase,password,pasword,passwrd,paswort,kenwort,कूटशब्द,νεος κωδικος,losungswort,codewort,code word,memorable word,memorable date,passphrase,user pass,login pass,pwd check,passcode,passwd,pass word,pwd,pw,passwort,kennwort,mot de passe,mdp,contrasen,clave,senha,palavra passe,parola,wachtwoord,haslo,hasla,sifre*,парол*,losenord,adgangskode,passord,salasana,heslo,jelszo,mat khau,kata sandi,kata laluan,lozink*,geslo,slaptazod,salasona,contrasenya,kodeord,лозинк*,wifi key,wpa key,network key,wi fi network key,master phrase,unlock phrase,κωδικος προσβασης,كلمة المرور,كلمة مرور,كلمة السر,الرقم السري,סיסמ,גסמה,گذرواژه,رمز عبور,پسورد,パスワード,暗証,密码,密碼,口令,비밀번호,암호,पासवर्ड,รหัสผ่าน',
  ],
  [
    'secret',
    'ססמ,pass phrase,were you born,city of birth of your,wallet phrase,database url,session cookie,cookie header,cookie value,kubeconfig,service account json,dsn url,wi fi key,wi fi passw*,master key,root key,recovery kit,kerberos,secret,psk,keystore,pre shared,storage account key,service account key,activation key,cd key,hint answer,name of your first,your first school,first school,first car,mascota,haustier,animal de compagnie,huisdier,primo animale,primer colegio,erste schule,favorite teacher,favourite teacher,childhood,madchenname,geburtsname,девичья,de soltera,de jeune fille,da nubile,de solteira,panienskie,first pet,pet s name,wallet seed,word phrase,serial key,wlan schlussel,netzwerkschlussel,zugangsschlussel,vault key,wpa 2 key,odpowiedz na pytanie,door code,gate code,alarm code,unlock code,lock code,safe code,turcode,safe combination,lock combination,pattern lock,sec answer,tajn*,mnemonic,product key,token,bearer,authorization,credential,connection string,webhook url,maiden name,geheim*,zugangsdaten,jeton,segredo,segret*,gizli*,секретн,токен,кодовое слово,السري,سري,סודי,محرمانه,合言葉,秘密,トークン,シークレット,密钥,密鑰,令牌,密保,助记词,助記詞,私钥,비밀,토큰,गुप्त,ความลับ,รหัสลับ',
  ],
  [
    'health',
    'icd,blood pressure,faith,fuhrungszeugnis,reason for absence,reason for leave,reason of absence,absence reason,leave reason,grund der abwesenheit,abwesenheitsgrund,fehlgrund,motif d absence,motif de l absence,motif de l arret,motif d arret,arret maladie,arret de travail,motivo de la ausencia,motivo de ausencia,motivo da ausencia,motivo dell assenza,motivo assenza,reden van afwezigheid,reden afwezigheid,powod nieobecnosci,baja medica,baja por enfermedad,krankengeschichte,krankschreib*,impfung,impfpass,treatment plan,medical treatment,doctor s note,physician note,przyczyna nieobecnosci,body weight,your weight,therapist,therapy notes,last period,fingerprint,diagnos,symptom,medikation,menstruation,hiv status,sick note,sick leave,sexuelle orient*,sexual orient*,ethnische,union member*,criminal conv*,biometric,fingerprint id,genetic,impfstatus,historial medico,historico medico,anamnes*,ciaza,медицинская карта,病历,病歷,behandlung,traitement,terapia,grupo sanguineo,grupa krwi,группа крови,فصيلة الدم,রোগ,kan grubu,vorstraf,political party,parteizugeh*,health condition,health status,health info,health history,health problem,health issue,mental health,chronic,medication,prescription,blood group,surgery,immuniz,racial,political opinion,criminal record,medizin,medisch,erkrank,allergi,alergi,alerji,blutgruppe,therapie,schwerbeh,antecedents medic,groupe sanguin,enceinte,medicament,sante,salud,sintoma,saude,gravid,patolog,salute,farmac,aandoening,gezondheid,zwanger,bloedgroep,medicijn,choroby,chorob*,zdrowi*,lekarsk,kronik,hamile,ilac,saglik,sjukdom,sygdom,sykdom,sairau,nemoc,zdravotn,betegseg,заболеван,здоровь,аллерги,лекарств,беременн,مرض,أمراض,المزمنة,الصحية,حساسية,أدوية,רפואי,מחלות,אלרגי,תרופות,הריון,بیماری,پزشکی,حساسیت,آلرژی,既往,病歴,持病,症状,服薬,アレルギー,疾患,病気,障がい,血液型,过敏,過敏,症狀,用药,怀孕,健康状况,血型,病情,병력,질환,알레르기,증상,복용,임신,혈액형,बीमारी,एलर्जी,रोग,दवा,विकलांग,โรค,แพ้ยา,อาการป่วย,ตั้งครรภ์,หมู่เลือด,disabilit,religi,trade union,ethnic,gender identity,sexual orient,medica*,sick leave,allerg,patient,blood type,illness,disease,pregnan,vaccin,konfession,gewerksch,behinder,krankheit,krankmeld,gesundheit,medikament,schwanger,maladie,syndicat,handicap,grossesse,sindicat,discapac,enfermedad,embaraz,doenca,malattia,geloof,ziekte,vakbond,rozpoznanie,wyznanie,niepelnospr,choroba,teshis,hastalik,диагноз,инвалид,религи,профсоюз,болезн,تشخيص,الديانة,إعاقة,אבחנה,מוגבלות,מחלה,تشخیص,معلولیت,مذهب,診断,病名,宗教,障害,妊娠,诊断,診斷,残疾,疾病,病史,진단,종교,장애인,질병,निदान,धर्म,วินิจฉัย,ศาสนา,พิการ',
    'union,race',
  ],
  // After the identity numbers, which hold these words too.
  ['card-code', 'security number', 'cid'],
];

/** Words that hold a word of the floor by chance. They are cut out before matching, as whole words only. */
const HARMLESS_WORDS =
  'dd mm yyyy,dd mm yy,yyyy mm dd,tt mm jjjj,tt mm jj,jj mm aaaa,dd mm aaaa,dd mm aa,gg mm aaaa,dd mm rrrr,pincode search,impatient,ethnic food,expiry of contract,contract expiry,expiry of offer,therapist schedule,fingerprint reader,passport control,token name,expiration reminder,medical equipment,patient transport,pregnancy leave,vaccination campaign,pin location,map pin,reisepass foto,clave de busqueda,clave de pedido,secret santa,token count,max tokens,tokens per,pin diagram,pin layout,passport photo,diagnostic mode,allergen free,expiration policy,session expiry,cache expiry,link expiry,expiry days,expires in days,pin this,pin to,pin it,token ring,secretary,secretariat,secretaria,secretario,diagnostics,palabra clave,palabras clave,parola chiave,parole chiave';

/** Classes that are recorded as a class and a bucket, in the commonest languages: input types and autofill tokens tell more. */
const MASKED_WORDS: FieldWords['maskedWords'] = [
  [
    'email',
    'email,e mail,mail,correo,courriel,electronique,posta elettronica,eposta,электронн,почта,メール,邮箱,邮件,電子郵件,電郵,電子信箱,电子邮件,이메일,전자우편,전자 우편,البريد,אימייל,דואר אלקטרוני,ایمیل,پست الکترونیک,อีเมล,ईमेल,मेल,മെയി,surel',
  ],
  [
    'birth-date',
    'birth*,dob,geburt*,naissance,nacimiento,nascimento,nascita,geboorte*,urodzen*,dogum,рожден*,生年月日,出生,생년월일',
  ],
  [
    'address',
    'mailing addr*,billing addr*,shipping addr*,address*,addr*,street*,city,town,zip*,postal*,post code,postcode,state,county,province,suburb,neighbo*,country,apartment,house number,house name,landmark,adresse,anschrift,strasse,plz,postleitzahl,hausnummer,wohnort,wohnung,bundesland,stadt,code postal,ville,commune,pays,direccion,calle,ciudad,localidad,poblacion,provincia,estado,codigo postal,pais,indirizzo,localita,comune,endereco,logradouro,morada,cidade,municipio,bairro,adres*,straat,woonplaats,ulica,miejscowosc,kod pocztowy,ilce,mahalle,eyalet,ulke,posta kodu,sokak,alamat,kota,negara,kode pos,адрес*,улица,город,область,индекс,страна,住所,地址,郵便番号,市区町村,都道府県,邮政编码,邮编,郵遞區號,省,地區,国家,國家,주소,우편번호,우편 번호,국가,عنوان,شهر,استان,کشور,כתובת,آدرس,ที่อยู่,शहर,राज्य',
    'cp,cep,cap,cdp,ort,land',
  ],
  [
    'phone',
    'phone*,mobile*,contact number,telefon*,telephone,tel,telefoon*,telemovel,celular,cellulare,movil,handy,mobil,nomor telepon,телефон,電話,手机,手機,电话,전화,휴대,핸드폰,هاتف,جوال,טלפון,تلفن,โทร,फ़ोन,फोन,मोबाइल,മൊബൈ,fax',
  ],
  [
    'name',
    'first name,last name,full name,given name,family name,additional name,middle name,middle init*,your name,legal name,screen name,user name,username,user id,userid,login,login id,nickname,surname,cardholder,card holder,card name,name on card,account holder*,holder name,honorific*,salutation,f name,l name,m name,s name,first n,last n,middle n,middle i,family n,fname,lname,cc name,vorname,nachname,familienname,anrede,benutzername,karteninhaber,kontoinhaber,prenom,nom,titulaire,nombre,apellido*,titular,nome,cognome,voornaam,achternaam,nazwisko,imie,soyad*,nama,фамили*,имя,фио,отчество,お名前,名前,氏名,姓名,持卡人,이름,성명,الاسم,نام,ชื่อผู้',
    'name,ad,名,姓',
  ],
  [
    'search',
    'search*,filter,query,qry,find,such*,recherch*,buscar,busca,zoek*,szukaj,cerca,ricerca,pesquis*,搜索,搜尋,探す,検索,검색,جستجو,بحث,חיפוש,искать,найти,поиск,ค้นหา,खोज',
    'q',
  ],
  [
    'amount',
    'amount,price,cost,rate,quantity,total,betrag,preis,menge,montant,prix,tarif,cout,importe,precio,preco,prezzo,bedrag,kwota,cena,сумма,цена,金額,金额,价格,價格,금액,가격,سعر,قيمة,قیمت,राशि',
  ],
  ['date', 'date,due,datum,fecha,data,dato,tarih,дата,日付,日期,날짜,تاریخ,تاريخ,תאריך,दिनांक,วันที่'],
  [
    'message',
    'message,reply,comment*,note*,nachricht,kommentar,notiz,mensaje,observac*,annotazion*,opmerking*,uwagi,bemerkung*,примечан*,комментар*,сообщен*,備考,メッセージ,备注,留言,메모,메시지,ملاحظات,הערות,หมายเหตุ',
  ],
  ['code', 'code*,coupon'],
];

/** Acronyms also mean something else, so they count in capitals or alone. The worker hands the table to pages with its answer. */
export const FIELD_WORDS: FieldWords = {
  codes: CODES,
  codeSenders: CODE_SENDERS,
  cards: CARDS,
  cardParts: CARD_PARTS,
  protectedPairs: PROTECTED_PAIRS,
  protectedWords: PROTECTED_WORDS,
  maskedWords: MASKED_WORDS,
  harmless: HARMLESS_WORDS,
  ...FIELD_PATTERNS,
};
